update session set ended_at = $3, ended_why = $4
where member_id = $1 and ended_at is null
  and exists (select 1 from member m where m.id = $1 and m.agency_id = $2)
