select k.case_id, k.id
from case_subject s
join record r on r.id = s.record_id
join case_file c on c.id = s.case_id
join compartment k on k.case_id = s.case_id and k.owner_id = r.owner_id and k.kind = r.holdings
where s.record_id = $1 and c.closed_at is null
order by k.opened_at, k.id
