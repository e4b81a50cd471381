-- Entries of a case that ReadEntry admits.
-- $1 case, $2 member, $3 agency, $4 agency's kind, $5 supervisor, $6 counsellor, $7 analyst, $8 now, $9 limit.
select e.id, e.case_id, e.compartment_id, c.kind as compartment_kind, c.owner_id, e.kind, e.at, e.written_at, e.author_id,
       e.author_name, e.sealed, e.youth_sealed, e.immigration, c.wrapped_key
from entry e
join compartment c on c.id = e.compartment_id
where e.case_id = $1
order by e.at desc, e.id desc
limit $9
