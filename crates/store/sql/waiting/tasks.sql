-- What a member has been asked to do in cases whose team they are on. $1 me, $2 caseworker, $3 limit.
select t.id, t.case_id, t.due_at
from task t
join case_team w on w.case_id = t.case_id and w.member_id = t.assignee_id
where $2 and t.assignee_id = $1 and t.done_at is null
order by case when t.due_at is null then 1 else 0 end, t.due_at, t.set_at, t.id
limit $3
