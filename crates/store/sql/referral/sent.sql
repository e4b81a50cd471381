-- Referrals that a member sent. $1 me, $2 caseworker, $3 limit.
select id, number, to_id, sent_by, received_at, state, case_id, read_at, answered_at
from referral
where sent_by = $1 and $2
order by received_at desc, id
limit $3
