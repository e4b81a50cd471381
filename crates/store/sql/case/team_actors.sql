-- The team with what the policy weighs of a member. $1 case.
select m.id, m.agency_id, m.team_id, m.login, m.name, m.title_en, m.title_fr, m.phone, m.roles, m.active,
       a.kind as agency_kind
from case_team t
join member m on m.id = t.member_id
join agency a on a.id = m.agency_id
where t.case_id = $1
order by m.name, m.id
