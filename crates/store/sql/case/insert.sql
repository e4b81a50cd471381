insert into case_file (id, number, case_type, stage, owner_id, opened_at, publication_ban, subject_name, subject_pronouns,
                       subject_age, safe_contact)
values ($1, $2, $3, $4, $5, $6, false, $7, $8, $9, $10)
