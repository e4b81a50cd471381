insert into match_alert (id, left_id, right_id, raised_at, state, weight, evidence) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (left_id, right_id) do nothing returning id
