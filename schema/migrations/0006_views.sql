-- Who takes part in a case now. `until` is set when a part ends.
create view case_team as
select p.case_id, p.member_id, p.part, m.agency_id
from case_participant p
join member m on m.id = p.member_id
where p.until is null and m.active;

-- The agencies of a case: those with someone on its team and those that own a compartment of it.
create view case_partner as
select case_id, agency_id from case_team
union
select case_id, owner_id as agency_id from compartment
union
select id as case_id, owner_id as agency_id from case_file;

-- Which agency, and which member where one is known, stands in which part to the thing that a clock hangs on: the parties
-- of the packs' rules.
create view clock_party as
select 'case' as subject_kind, id as subject_id, 'owner' as party, owner_id as agency_id, cast(null as TEXT) as member_id
from case_file
union all
select 'referral', id, 'recipient', to_id, null from referral
union all
select 'referral', id, 'owner', to_id, null from referral
union all
select 'referral', r.id, 'sender', m.agency_id, r.sent_by from referral r join member m on m.id = r.sent_by
union all
select 'service_referral', id, 'recipient', to_id, null from service_referral
union all
select 'service_referral', id, 'sender', from_id, sent_by from service_referral
union all
select 'service_referral', l.id, 'owner', c.owner_id, null from service_referral l join case_file c on c.id = l.case_id
union all
select 'consent', o.id, 'owner', c.owner_id, null from consent o join case_file c on c.id = o.case_id
union all
select 'consent', id, 'recipient', recipient_id, null from consent
union all
select 'break_glass', b.id, 'opener', m.agency_id, b.member_id from break_glass b join member m on m.id = b.member_id
union all
select 'break_glass', b.id, 'owner', c.owner_id, null from break_glass b join compartment c on c.id = b.compartment_id
union all
select 'task', t.id, 'owner', c.owner_id, t.assignee_id from task t join compartment c on c.id = t.compartment_id;
-- What ties an agency to a case, each with the consent that it rests on, where it rests on one. An agency all of whose ties
-- rest on consents is a guest: it gets what was sent to it, not the case (facts/case_guest.sql).
create view case_tie as
select p.case_id, m.agency_id, p.consent_id
from case_participant p
join member m on m.id = p.member_id
where p.until is null and m.active
union all
select case_id, owner_id as agency_id, consent_id from compartment
union all
select id as case_id, owner_id as agency_id, null as consent_id from case_file;
