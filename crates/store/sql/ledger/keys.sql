-- Where the next rows end, of those that a table ever had. $1 table, $2 after this key, $3 how many.
select max(row_key) as last
from (select distinct row_key from ledger_change where tab = $1 and row_key > $2 order by row_key limit $3) k
