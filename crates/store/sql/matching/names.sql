-- Names of the agency's own members who answered a match.
select distinct m.id, m.name from match_decision d join member m on m.id = d.member_id where d.match_id = $1 and m.agency_id = $2
