insert into referral (id, number, to_id, source, sent_by, follow_hash, sending, received_at, state, answers, form_version, record_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'received', $9, $10, $11)
