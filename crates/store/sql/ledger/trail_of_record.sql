-- $1 record, $2 only before this number, $3 limit.
select entry from ledger where resource_kind = 'record' and resource_id = $1 and seq < $2 order by seq desc limit $3
