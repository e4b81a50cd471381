-- $4: the liaison's part, which only the liaison's own agency ends; or any other.
update case_participant set until = $3
where case_id = $1 and member_id = $2 and until is null and (part = 'liaison') = $4
