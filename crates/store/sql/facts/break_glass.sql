select b.id, b.member_id, m.agency_id, c.owner_id, b.case_id
from break_glass b
join member m on m.id = b.member_id
join compartment c on c.id = b.compartment_id
where b.id = $1
