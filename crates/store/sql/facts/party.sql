-- $1 kind of the thing, $2 its id, $3 party.
select agency_id, member_id from clock_party where subject_kind = $1 and subject_id = $2 and party = $3 order by agency_id limit 1
