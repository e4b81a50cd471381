insert into disclosure (id, case_id, compartment_id, recipient_id, recipient, basis, basis_words, fields, consent_id,
                        made_by, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
