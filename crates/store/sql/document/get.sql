select d.id, d.case_id, d.compartment_id, d.entry_id, d.media_type, d.size, d.hash, d.wrapped_key as document_key,
       d.added_by, d.added_at, c.owner_id, c.wrapped_key
from document d
join compartment c on c.id = d.compartment_id
where d.entry_id = $1 and d.id = $2
