-- Referrals that a member sent. $1 me, $2 caseworker, $3 limit.
select id, number, to_id, source, sent_by, received_at, state, form_version, case_id, record_id, declined_reason
from referral
where sent_by = $1 and $2
order by received_at desc, id
limit $3
