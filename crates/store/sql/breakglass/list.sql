-- Uses of break-glass that ReadBreakGlass admits: docs/policy-predicates.md. $1 me, $2 my agency, $3 duty or supervisor,
-- $4 auditor of the oversight body, $5 only on what this agency owns, where not null, $6 limit. What waits comes first.
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
where (b.member_id = $1 or (c.owner_id = $2 and $3) or $4)
  and ($5 is null or c.owner_id = $5)
order by case when b.reviewed_at is null then 0 else 1 end, b.from_at desc, b.id
limit $6
