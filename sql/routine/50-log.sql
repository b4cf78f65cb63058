-- What stands in the logs stays: not even an administrator changes it by an ordinary statement.

DELIMITER //

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.change_log_bu BEFORE UPDATE ON {{audit}}.change_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.change_log_bd BEFORE DELETE ON {{audit}}.change_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_bu BEFORE UPDATE ON {{audit}}.access_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_bd BEFORE DELETE ON {{audit}}.access_log FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_person_bu BEFORE UPDATE ON {{audit}}.access_log_person FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.access_log_person_bd BEFORE DELETE ON {{audit}}.access_log_person FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_bu BEFORE UPDATE ON {{audit}}.download FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_bd BEFORE DELETE ON {{audit}}.download FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_end_bu BEFORE UPDATE ON {{audit}}.download_end FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_end_bd BEFORE DELETE ON {{audit}}.download_end FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_search_bu BEFORE UPDATE ON {{audit}}.download_search FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{audit}}.download_search_bd BEFORE DELETE ON {{audit}}.download_search FOR EACH ROW
BEGIN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the log is not changed';
END//

DELIMITER ;
