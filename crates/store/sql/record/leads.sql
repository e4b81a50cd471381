-- Who leads the open cases that are about a record.
select s.case_id, m.name, m.phone
from case_subject s
join case_file c on c.id = s.case_id
join case_team t on t.case_id = s.case_id and t.part = 'lead'
join member m on m.id = t.member_id
where s.record_id = $1 and c.closed_at is null
order by c.opened_at, t.member_id
