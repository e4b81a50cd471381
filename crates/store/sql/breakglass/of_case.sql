-- The member's own uses on a case that run now. $1 me, $2 case, $3 now.
select b.id, b.member_id, m.agency_id, b.case_id, b.compartment_id, c.owner_id, b.reason, b.why, b.from_at, b.until_at,
       b.owner_saw_at, b.reviewed_at, b.reviewed_by, b.justified, b.finding, c.kind as compartment_kind,
       f.number, m.name as member_name, ma.name_en as agency_en, ma.name_fr as agency_fr, o.name_en as owner_en,
       o.name_fr as owner_fr
from break_glass b
join member m on m.id = b.member_id
join agency ma on ma.id = m.agency_id
join compartment c on c.id = b.compartment_id
join agency o on o.id = c.owner_id
join case_file f on f.id = b.case_id
where b.member_id = $1 and b.case_id = $2 and b.from_at <= $3 and b.until_at > $3
order by b.until_at, b.id
