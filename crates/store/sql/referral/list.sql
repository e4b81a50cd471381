-- Referrals to an agency that ReadReferral admits: docs/policy-predicates.md. $1 agency, $2 caseworker,
-- $3 duty or supervisor, $4 limit. Open ones first, oldest of them on top.
select id, number, to_id, source, sent_by, received_at, state, answers, form_version, case_id, record_id, declined_reason,
       declined_words, read_at, answered_at
from referral
where to_id = $1 and $2 and $3
order by case when state in ('received', 'read') then 0 else 1 end,
         case when state in ('received', 'read') then received_at else -received_at end, id
limit $4
