-- Notices to a member, and to their agency as a whole for those at its desk. $1 agency, $2 me, $3 at the desk, $4 limit.
select id, agency_id, member_id, kind, subject_kind, subject_id, case_id, at, seen_at
from notice
where agency_id = $1 and (member_id = $2 or (member_id is null and $3))
order by case when seen_at is null then 0 else 1 end, at desc, id
limit $4
