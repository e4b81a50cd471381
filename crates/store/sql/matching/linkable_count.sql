select count(*) as records from record r where r.holdings in ('police', 'child_protection') and not r.youth_sealed
