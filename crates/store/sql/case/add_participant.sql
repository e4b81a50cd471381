insert into case_participant (case_id, member_id, part, since)
select $1, $2, $3, $4
where not exists (select 1 from case_participant where case_id = $1 and member_id = $2 and until is null)
