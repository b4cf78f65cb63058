-- Mail that tells that somebody can be logged in as through a provider from now on (requirement A4).
ALTER TABLE {{main}}.mail MODIFY COLUMN
    kind ENUM('invitasjon', 'passord', 'passord-endret', 'kodeapp-fjernet', 'kodeapp-byttet', 'tilknyttet') CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
