-- How often the member read in the case while it ran. $1 member, $2 case, $3 from, $4 until.
select count(*) as n from ledger
where actor = $1 and case_id = $2 and at >= $3 and at <= $4 and outcome = 'done' and action in ('ReadCase', 'ReadEntry')
