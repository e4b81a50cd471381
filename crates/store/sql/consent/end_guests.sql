update case_participant set until = $2 where consent_id = $1 and until is null
