delete from credential
where member_id = $1 and exists (select 1 from member m where m.id = $1 and m.agency_id = $2)
