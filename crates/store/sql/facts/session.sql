select s.id as session_id, s.stage, s.started_at, s.seen_at, s.locked_at, s.ends_at, s.ended_at,
       m.id, m.agency_id, m.team_id, m.login, m.name, m.title_en, m.title_fr, m.phone, m.roles, m.active,
       a.kind as agency_kind, a.name_en as agency_en, a.name_fr as agency_fr,
       t.name_en as team_en, t.name_fr as team_fr
from session s
join member m on m.id = s.member_id
join agency a on a.id = m.agency_id
left join team t on t.id = m.team_id
where s.token_hash = $1
