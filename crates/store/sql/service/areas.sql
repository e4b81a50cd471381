-- The towns and regions that any service names, as written.
select areas from service
