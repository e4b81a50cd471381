-- How much work waits for a member, each count as the list behind it filters (docs/policy-predicates.md). $1 me, $2 my agency,
-- $3 caseworker, $4 at the duty desk, $5 my roles between commas, $6 alert agency, $7 auditor of the oversight body,
-- $8 agency notices reach me. No count goes beyond 100: the rail says no more than that.
select
  (select count(*) from (
     select c.id from clock c
     where $3 and c.agency_id = $2 and c.met_at is null and c.stopped_at is null
       and (c.member_id = $1 or (c.member_id is null and $5 like '%,' || c.role || ',%'))
     limit 100) w) as clocks,
  (select count(*) from (
     select r.id from referral r where $3 and $4 and r.to_id = $2 and r.state in ('received', 'read')
     limit 100) w) as referrals,
  (select count(*) from (
     select m.id from match_alert m
     join record l on l.id = m.left_id
     join record r on r.id = m.right_id
     join agency lo on lo.id = l.owner_id
     join agency ro on ro.id = r.owner_id
     where $3 and $6 and m.state = 'open' and (l.owner_id = $2 or r.owner_id = $2)
       and lo.kind in ('police', 'child_protection', 'indigenous_organisation')
       and ro.kind in ('police', 'child_protection', 'indigenous_organisation')
       and l.holdings in ('police', 'child_protection') and r.holdings in ('police', 'child_protection')
       and not l.youth_sealed and not r.youth_sealed
       and not exists (
         select 1 from match_decision d join record o on o.id = d.record_id
         where d.match_id = m.id and d.undone_at is null and o.owner_id = $2)
     limit 100) w) as matches,
  (select count(*) from (
     select s.id from service_referral s where $3 and s.to_id = $2 and s.state in ('sent', 'seen')
     limit 100) w) as services,
  (select count(*) from (
     select t.id from task t
     join case_team w on w.case_id = t.case_id and w.member_id = t.assignee_id
     where $3 and t.assignee_id = $1 and t.done_at is null
     limit 100) w) as tasks,
  (select count(*) from (
     select b.id from break_glass b
     join member u on u.id = b.member_id
     join compartment k on k.id = b.compartment_id
     where $7 and b.reviewed_at is null and b.member_id <> $1 and u.agency_id <> $2 and k.owner_id <> $2
     limit 100) w) as reviews,
  (select count(*) from (
     select n.id from notice n
     where n.agency_id = $2 and n.seen_at is null and (n.member_id = $1 or (n.member_id is null and $8))
     limit 100) w) as notices
