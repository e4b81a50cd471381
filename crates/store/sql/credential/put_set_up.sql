insert into set_up (member_id, code_hash, totp_secret, ends_at)
select m.id, $3, $4, $5 from member m where m.id = $1 and m.agency_id = $2 and m.active
on conflict (member_id) do update
set code_hash = excluded.code_hash, totp_secret = excluded.totp_secret, ends_at = excluded.ends_at
