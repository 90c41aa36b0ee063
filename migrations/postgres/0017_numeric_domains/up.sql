-- A domain that ends in a number is an IP address, and such an address is no longer read.
DELETE FROM professionals WHERE rtrim(email, '0123456789') LIKE '%.';
DELETE FROM professional_rules WHERE rtrim(email, '0123456789') LIKE '%.';
