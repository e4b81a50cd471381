-- Cases that ReadCase admits: docs/policy-predicates.md. $1 me, $2 my agency, $3 caseworker, $4 supervisor, $5 limit,
-- $6 now.
select c.id, c.number, c.case_type, c.stage, c.owner_id, c.opened_at, c.closed_at, c.charged_on, c.publication_ban,
       c.subject_name, c.subject_pronouns, c.subject_age, c.safe_contact
from case_file c
where $3
  and (   exists (select 1 from case_team t where t.case_id = c.id and t.member_id = $1)
       or ($4 and exists (select 1 from case_partner p where p.case_id = c.id and p.agency_id = $2)))
  and not (    exists (select 1 from case_tie t where t.case_id = c.id and t.agency_id = $2 and t.consent_id is not null)
           and not exists (select 1 from case_tie t where t.case_id = c.id and t.agency_id = $2 and t.consent_id is null)
           and not exists (
             select 1
             from consent s
             join consent_compartment sk on sk.consent_id = s.id
             where s.case_id = c.id and s.recipient_id = $2 and sk.kind = 'core' and s.granted
               and s.given_at <= $6 and s.until_at > $6 and (s.withdrawn_at is null or s.withdrawn_at > $6)
           ))
order by c.opened_at desc, c.id
limit $5
