insert into credential (member_id, password_hash, totp_secret, totp_last_step, changed_at)
values ($1, $2, $3, $4, $5)
on conflict (member_id) do update
set password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
    totp_last_step = excluded.totp_last_step, changed_at = excluded.changed_at
