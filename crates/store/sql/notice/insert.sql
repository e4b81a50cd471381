insert into notice (id, agency_id, member_id, kind, subject_kind, subject_id, case_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
