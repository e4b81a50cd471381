-- A field that the consent does not name finds no row here. $1 referral, $2 field, $3 sealed value.
insert into service_referral_field (service_referral_id, consent_id, field, sealed)
select r.id, f.consent_id, f.field, $3
from service_referral r
join consent_field f on f.consent_id = r.consent_id
where r.id = $1 and f.field = $2
