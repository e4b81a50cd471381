select id from agency where kind = 'oversight' order by source_key limit 1
