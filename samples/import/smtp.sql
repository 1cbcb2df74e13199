-- Prints what `smtpconf import` needs to know about the mail servers of a Kentico Xperience database (8 to 13), as JSON.
-- Needs SQL Server 2016 or later. It only reads, and prints no password, only whether there is one.
SET NOCOUNT ON;
DECLARE @j nvarchar(max) = (SELECT 1 AS formatVersion,
 (SELECT ServerID,ServerName,ServerUserName,ServerUseSSL,ServerEnabled,ServerIsGlobal,ServerPriority,
   ServerDeliveryMethod,ServerPickupDirectory,
   CAST(IIF(ISNULL(ServerPassword,N'')=N'',0,1) AS bit) AS HasPassword
  FROM CMS_SMTPServer ORDER BY ServerID FOR JSON PATH, INCLUDE_NULL_VALUES) AS servers,
 (SELECT ServerID,SiteID FROM CMS_SMTPServerSite ORDER BY SiteID,ServerID FOR JSON PATH) AS bindings,
 (SELECT SiteID,SiteName FROM CMS_Site ORDER BY SiteName FOR JSON PATH) AS sites,
 (SELECT KeyName,SiteID,CASE WHEN KeyName=N'CMSSMTPServerPassword' AND KeyValue<>N'' THEN N'***'
    ELSE KeyValue END AS KeyValue FROM CMS_SettingsKey WHERE KeyName IN (N'CMSSMTPServer',
    N'CMSSMTPServerUser',N'CMSSMTPServerPassword',N'CMSUseSSL',N'CMSEmailsEnabled')
  ORDER BY KeyName,SiteID FOR JSON PATH, INCLUDE_NULL_VALUES) AS settings
 FOR JSON PATH, WITHOUT_ARRAY_WRAPPER);
SELECT @j AS smtp;
