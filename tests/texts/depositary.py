"""A status as the depositary writes it, of States that are nowhere: the shape is the real one, nothing else is."""

XML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<Treaties><Treaty><Header><ExternalData><Titlesect>12 . a) Protocol against Dust</Titlesect>
<Titlesect>CHAPTER XVIII 12 a</Titlesect><Conclusion>Xanadu, 15 November 2000</Conclusion></ExternalData></Header>
<Participants><Table><TGroup><Tbody><Rows>
<Row><Entry>Xanadu<superscript>1</superscript></Entry><Entry>12 Dec 2000</Entry><Entry>21 Aug 2002</Entry></Row>
<Row><Entry>Côte-d'Exemple</Entry><Entry/><Entry>25 Oct 2012 a</Entry></Row>
<Row><Entry>Xeric</Entry><Entry/><Entry>12 Mar 2001 d</Entry></Row>
<Row><Entry>Xylem</Entry><Entry>12 Dec 2000</Entry><Entry>7 Sep 2006 A</Entry></Row>
<Row><Entry>Nowhere</Entry><Entry>a while ago</Entry><Entry/></Row>
<Row><Entry/><Entry>12 Dec 2000</Entry></Row>
<Row><Entry>Xerxes</Entry><Entry>30 Feb 2001</Entry><Entry/></Row>
</Rows></Tbody></TGroup></Table></Participants>
<Declarations><Declaration><Participant>Xanadu</Participant><Text>Dust is not bound.</Text></Declaration>
</Declarations>
<Objections><Objection><Participant>Xeric</Participant>
<Text>2 May 2003: Xeric objects to the reservation of Xanadu.</Text></Objection></Objections>
<Notifications><Group><Notification><Participant>Xanadu</Participant><Date>31 Jan 2004</Date>
<Text>The central authority under article 18, paragraph 13, is the Office of Dust. Requests are sent in English.</Text>
</Notification></Group></Notifications>
</Treaty></Treaties>"""
