update referral set state = $2, case_id = $3, declined_reason = $4, declined_words = $5, answered_at = $6
where id = $1 and state in ('received', 'read')
