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
