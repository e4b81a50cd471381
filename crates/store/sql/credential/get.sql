select c.password_hash, c.totp_secret, c.totp_last_step
from credential c
join member m on m.id = c.member_id
where c.member_id = $1 and m.active
