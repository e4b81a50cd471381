select id, number, to_id, source, sent_by, received_at, state, answers, form_version, case_id, record_id, declined_reason,
       declined_words, read_at, answered_at
from referral
where id = $1
