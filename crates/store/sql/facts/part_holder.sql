-- $1 case, $2 agency, $3 part.
select member_id from case_team where case_id = $1 and agency_id = $2 and part = $3 order by member_id limit 1
