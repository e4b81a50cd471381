-- Agencies that take part by accepted referrals alone, without a consent that opens the shared core. $1 case, $2 now.
select distinct t.agency_id
from case_tie t
where t.case_id = $1 and t.consent_id is not null
  and not exists (select 1 from case_tie o where o.case_id = $1 and o.agency_id = t.agency_id and o.consent_id is null)
  and not exists (
    select 1
    from consent s
    join consent_compartment sk on sk.consent_id = s.id
    where s.case_id = $1 and s.recipient_id = t.agency_id and sk.kind = 'core' and s.granted
      and s.given_at <= $2 and s.until_at > $2 and (s.withdrawn_at is null or s.withdrawn_at > $2)
  )
