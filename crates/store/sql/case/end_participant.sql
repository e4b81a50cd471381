update case_participant set until = $3 where case_id = $1 and member_id = $2 and until is null
