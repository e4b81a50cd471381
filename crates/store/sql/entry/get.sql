select e.id, e.case_id, e.compartment_id, c.kind as compartment_kind, c.owner_id, e.kind, e.at, e.written_at, e.author_id,
       e.author_name, e.sealed, e.youth_sealed, e.immigration, c.wrapped_key,
       a.name_en as author_agency_en, a.name_fr as author_agency_fr,
       d.id as document_id, d.media_type, d.size, d.hash, d.added_by, d.added_at,
       t.id as task_id, t.assignee_id, t.set_by, t.set_at, t.due_at, t.done_at, tm.name as assignee_name
from entry e
join compartment c on c.id = e.compartment_id
left join member m on m.id = e.author_id
left join agency a on a.id = m.agency_id
left join document d on d.entry_id = e.id
left join task t on t.entry_id = e.id
left join member tm on tm.id = t.assignee_id
where e.id = $1
