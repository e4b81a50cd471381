select s.code_hash, s.totp_secret, s.ends_at, m.login
from set_up s
join member m on m.id = s.member_id
where s.member_id = $1 and m.active
