select e.id, e.case_id, e.compartment_id, c.kind as compartment_kind, c.owner_id, e.kind, e.at, e.written_at, e.author_id,
       e.author_name, e.sealed, e.youth_sealed, e.immigration, c.wrapped_key
from entry e
join compartment c on c.id = e.compartment_id
where e.id = $1
