insert into member (id, agency_id, team_id, login, name, title_en, title_fr, phone, roles, active)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true)
