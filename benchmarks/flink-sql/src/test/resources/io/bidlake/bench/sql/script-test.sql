-- A comment; with a semicolon.
SELECT ';'
FROM ${name};

  -- Another.
SELECT 2;
;
