/// The bills of the made-up account.
extension RackspaceData {
    static let account = """
        {"billingAccount":{"accountNumber":"020-123456","currency":"USD","monthlyRecurringRevenue":"100.00",\
        "name":"CANARY-COMPANY"}}
        """

    static let estimate = """
        {"estimatedCharges":{"total":30,"discountTotal":"-50.00","chargeSubTotal":"100.00","currency":"USD",\
        "currentBillingPeriodStartDate":"2026-11-03T21:32:52","currentBillingPeriodEndDate":"2026-12-03T21:32:52",\
        "estimatedCharge":[{"offeringCode":"DBAAS","chargeType":"UPTIME","category":"CHARGE","quantity":"10.00",\
        "unitOfMeasure":"HRS","rate":".40","amount":"4.00"},{"offeringCode":"RCDN","chargeType":"BWOUT",\
        "category":"CHARGE","quantity":"12.00","unitOfMeasure":"GB","amount":3.14},{"offeringCode":"RCDN",\
        "chargeType":"BWOUT","category":"CHARGE","quantity":"1.00","unitOfMeasure":"GB","amount":".40"},\
        {"offeringCode":"MAAS","chargeType":"NUM_CHKS_HRS","category":"DISCOUNT","amount":"-1.50"},\
        {"offeringCode":"NEWTHING"}]}}
        """

    static let summary = """
        {"billingSummary":{"item":[{"id":"inv-1","type":"INVOICE","amount":"1.89","date":"2026-10-31T00:00:00Z",\
        "status":"CLOSED","transRefNum":"B1-15963490"},{"id":"pay-1","type":"PAYMENT","amount":"-1.89",\
        "date":"2026-11-02T00:00:00Z","status":"CLOSED"},{"id":"inv-0","type":"INVOICE","amount":"5",\
        "date":"2024-10-31T00:00:00Z","status":"OPEN"}]}}
        """

    static let invoice = """
        {"invoice":{"id":"inv-1","currency":"USD","invoiceDate":"2026-10-31T00:00:00Z","invoiceSubTotal":"1.908",\
        "discountTotal":"-.088","taxTotal":"0.07","invoiceTotal":"1.89","invoiceSection":[]}}
        """

    /// Two days of a server, what it was let off, an image of it, and a tax.
    static let lines = """
        ACCOUNT_NO,PARENT_ACCOUNT_NO,BILL_NO,BILL_START_DATE,BILL_END_DATE,SERVICE_TYPE,EVENT_TYPE,EVENT_START_DATE,\
        EVENT_END_DATE,IMPACT_TYPE,QUANTITY,UOM,RATE,CURRENCY,AMOUNT,USAGE_RECORD_ID,DC_ID,REGION_ID,RES_ID,RES_NAME,\
        ATTRIBUTE 1,ATTRIBUTE 2
        020-123456,,B1-15963490,2026-10-01,2026-10-31,Cloud Servers,NG Server Uptime,2026-10-01 00:00:00,\
        2026-10-02 00:00:00,CHARGE,24,HRS,0.037,USD,0.888,1001,DFW,US,s-1,"web-1, the first",1 GB General Purpose v1,Linux
        020-123456,,B1-15963490,2026-10-01,2026-10-31,Cloud Servers,NG Server Uptime,2026-10-02 00:00:00,\
        2026-10-03 00:00:00,CHARGE,24,HRS,0.037,USD,.888,1002,DFW,US,s-1,"web-1, the first",1 GB General Purpose v1,Linux
        020-123456,,B1-15963490,2026-10-01,2026-10-31,Cloud Servers,NG Server Uptime,2026-10-01 00:00:00,\
        2026-10-02 00:00:00,DISCOUNT,24,HRS,,USD,-0.088,1003,DFW,US,s-1,"web-1, the first",1 GB General Purpose v1,Linux
        020-123456,,B1-15963490,2026-10-01,2026-10-31,Cloud Servers,Saved Image Storage,2026-10-01 00:00:00,\
        2026-10-02 00:00:00,CHARGE,1,GB,0.132,USD,0.132,1004,DFW,US,i-own,web-1 of Sunday,,
        020-123456,,B1-15963490,2026-10-01,2026-10-31,Account,Tax,2026-10-31 00:00:00,2026-10-31 00:00:00,State Tax,,,,\
        USD,0.07,1005,,,,,,

        """
}
