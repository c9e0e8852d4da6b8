/**
 * Who may do what. `producer` is one for every show; `host` is another host than the one the thing belongs to, and `own` its own: the host of
 * the show, product or edition, or the buyer of the order. A cell is the status of a well-formed request, for sockets the code of the answer.
 */
export const accessTable = `
                                              nobody guest viewer tester moderator producer host ops finance owner own

GET /api/me                                   200    200   200    200    200       200      200  200 200     200   200
PUT /api/me/reader                            200    200   200    200    200       200      200  200 200     200   200
POST /api/auth/sign-in/email                  401    401   401    401    401       401      401  401 401     401   401
POST /api/auth/sign-up/email                  422    422   422    422    422       422      422  422 422     422   422
POST /api/auth/sign-out-everywhere            401    200   200    200    200       200      200  200 200     200   200
POST /api/auth/request-password-reset         200    200   200    200    200       200      200  200 200     200   200
POST /api/auth/reset-password                 409    409   409    409    409       409      409  409 409     409   409
POST /api/auth/change-password                401    403   401    401    401       401      401  401 401     401   401
POST /api/auth/send-verification-email        401    403   200    200    200       200      200  200 200     200   200
POST /api/auth/verify-email                   409    409   409    409    409       409      409  409 409     409   409
POST /api/auth/code                           200    200   200    200    200       200      200  200 200     200   200
POST /api/auth/sign-in/code                   409    409   409    409    409       409      409  409 409     409   409
POST /api/auth/orders                         409    409   409    409    409       409      409  409 409     409   409
PATCH /api/me                                 401    403   200    200    200       200      200  200 200     200   200
GET /api/me/talk-name                         200    200   200    200    200       200      200  200 200     200   200
PATCH /api/me/talk-name                       401    200   200    200    200       200      200  200 200     200   200
POST /api/me/email                            401    403   200    200    200       200      200  200 200     200   200
PUT /api/me/email                             401    403   409    409    409       409      409  409 409     409   409
GET /api/me/sessions                          401    200   200    200    200       200      200  200 200     200   200
DELETE /api/me/sessions                       401    200   200    200    200       200      200  200 200     200   200
DELETE /api/me/sessions/{id}                  401    404   404    404    404       404      404  404 404     404   200
GET /api/me/addresses                         401    200   200    200    200       200      200  200 200     200   200
POST /api/me/addresses                        401    403   201    201    201       201      201  201 201     201   201
PUT /api/me/addresses/{id}                    401    404   404    404    404       404      404  404 404     404   200
DELETE /api/me/addresses/{id}                 401    404   404    404    404       404      404  404 404     404   200
GET /api/me/export                            401    200   200    200    200       200      200  200 200     200   200
GET /api/me/erasure                           401    200   200    200    200       200      200  200 200     200   200
POST /api/me/erasure/code                     401    403   200    200    200       200      200  200 200     200   200
POST /api/me/erasure                          401    403   401    401    401       401      401  401 401     401   401
GET /api/auth/factor                          401    403   200    200    200       200      200  200 200     200   200
POST /api/auth/factor/passkey                 401    403   200    200    200       200      200  200 200     200   200
POST /api/auth/factor                         401    403   409    409    409       409      409  409 409     409   409
GET /api/me/factors                           401    200   200    200    200       200      200  200 200     200   200
POST /api/me/proof/code                       401    403   200    200    200       200      200  200 200     200   200
POST /api/me/proof                            401    403   401    401    401       401      401  401 401     401   401
POST /api/me/factors/app                      401    403   200    200    200       200      200  200 200     200   200
PUT /api/me/factors/app                       401    403   409    409    409       409      409  409 409     409   409
POST /api/me/factors/passkey                  401    403   200    200    200       200      200  200 200     200   200
PUT /api/me/factors/passkey                   401    403   409    409    409       409      409  409 409     409   409
POST /api/me/factors/codes                    401    403   404    404    404       404      404  404 404     404   404
DELETE /api/me/factors/{id}                   401    404   404    404    404       404      404  404 404     404   200
POST /api/auth/sign-in/anonymous              200    200   200    200    200       200      200  200 200     200   200
POST /api/auth/sign-out                       200    200   200    200    200       200      200  200 200     200   200

GET /api/shows                                200    200   200    200    200       200      200  200 200     200   200
POST /api/shows                               401    403   403    403    403       403      201  403 403     201   201
GET /api/shows/{id}                           200    200   200    200    200       200      200  200 200     200   200
PATCH /api/shows/{id}                         401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/snapshot                  200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/plain                     200    200   200    200    200       200      200  200 200     200   200
POST /api/shows/{id}/plain                    422    422   422    422    422       422      422  422 422     422   422
POST /api/shows/{id}/live                     401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/end                      401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/end                    401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/takes                    401    403   403    403    403       201      404  403 403     201   201
POST /api/shows/{id}/uplink                   401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/sales                     401    403   403    403    403       200      404  403 403     200   200
PUT /api/shows/{id}/pin                       401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/calendar.ics              200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/cues                      200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/overlays                  200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/lines                     404    404   404    404    404       404      404  404 404     404   404
PUT /api/shows/{id}/halts                     401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/rundown                   401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/segments                 401    403   403    403    403       201      404  403 403     201   201
POST /api/shows/{id}/segments/batch           401    403   403    403    403       201      404  403 403     201   201
POST /api/shows/{id}/segments/copies          401    403   403    403    403       201      404  403 403     201   201
PUT /api/shows/{id}/segments/order            401    403   403    403    403       200      404  403 403     200   200
PATCH /api/shows/{id}/segments/{segmentId}    401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/segments/{segmentId}   401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/prompters                 401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/prompters                401    403   403    403    403       201      404  403 403     201   201
DELETE /api/shows/{id}/prompters/{prompterId} 401    403   403    403    403       200      404  403 403     200   200
GET /api/prompters/{key}                      404    404   404    404    404       404      404  404 404     404   404
POST /api/shows/{id}/rundown/next             401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/rundown/back             401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/products                 401    403   403    403    403       200      404  403 403     200   200
PUT /api/shows/{id}/products/order            401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/products/{productId}   401    403   403    403    403       200      404  403 403     200   200

POST /api/shows/{id}/publication              401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/postponement             401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/cancellation             401    403   403    403    403       200      404  403 403     200   200
PUT /api/shows/{id}/archive                   401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/copies                   401    403   403    403    403       403      404  403 403     201   201
DELETE /api/shows/{id}                        401    403   403    403    403       403      404  403 403     200   200
PUT /api/shows/{id}/chat/{lineId}/removal     401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/chat/{lineId}/new-name   401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/talk                      401    403   403    403    200       200      404  403 403     200   200
GET /api/shows/{id}/silences                  401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/silences                 401    403   403    403    201       201      404  403 403     201   201
DELETE /api/shows/{id}/silences/{silenceId}   401    403   403    403    200       200      404  403 403     200   200
GET /api/shows/{id}/polls                     401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/polls                    401    403   403    403    201       201      404  403 403     201   201
PUT /api/shows/{id}/polls/{pollId}            401    403   403    403    200       200      404  403 403     200   200
DELETE /api/shows/{id}/polls/{pollId}         401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/polls/{pollId}/opening   401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/polls/{pollId}/closing   401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/polls/{pollId}/withdrawal 401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/polls/{pollId}/right      401    403   403    403    200       200      404  403 403     200   200
GET /api/translation                          200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/chat/{lineId}/translation 404    404   404    404    404       404      404  404 404     404   404
GET /api/shows/{id}/questions/{questionId}/translation 404    404   404    404    404       404      404  404 404     404   404
GET /api/polls/{id}/own                       401    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/moments                   401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/moments                  401    403   403    403    201       201      404  403 403     201   201
DELETE /api/shows/{id}/moments/{momentId}     401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/moments/{momentId}/firing 401    403   403    403    200       200      404  403 403     200   200
GET /api/shows/{id}/talk                      401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/talk/filter               401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/talk/shield               401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/talk/trial               401    403   403    403    200       200      404  403 403     200   200
GET /api/shows/{id}/terms                     401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/terms                    401    403   403    403    201       201      404  403 403     201   201
DELETE /api/shows/{id}/terms/{termId}         401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/holds/{lineId}            401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/whispers                 401    403   403    403    201       201      404  403 403     201   201
PUT /api/shows/{id}/cases/{caseId}            401    403   403    403    200       200      404  403 403     200   200
DELETE /api/shows/{id}/acts/{actId}           401    403   403    403    200       200      404  403 403     200   200
POST /api/shows/{id}/chat/{lineId}/reports    401    201   201    201    201       201      201  201 201     201   201
GET /api/me/moderation                        401    200   200    200    200       200      200  200 200     200   200
POST /api/me/silences/{silenceId}/appeal      401    404   404    404    404       404      404  404 404     404   201

GET /api/shows/{id}/questions                              200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/claims                                 200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/questions/own                          200    200   200    200    200       200      200  200 200     200   200
POST /api/shows/{id}/questions/alike                       401    200   200    200    200       200      200  200 200     200   200
POST /api/shows/{id}/questions                             401    201   201    201    201       201      201  201 201     201   201
PUT /api/shows/{id}/questions/{questionId}/vote            401    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/questions/desk                         401    403   403    403    200       200      404  403 403     200   200
GET /api/shows/{id}/questions/{questionId}/suggestions     401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/questions/{questionId}/state           401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/questions/{questionId}/merged          401    403   403    403    200       200      404  403 403     200   200
PUT /api/shows/{id}/questions/on-air                       401    403   403    403    403       200      404  403 403     200   200
PUT /api/shows/{id}/questions/{questionId}/answer          401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/questions/figures                      401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/claims                                401    403   403    403    403       201      404  403 403     201   201
PUT /api/shows/{id}/claims/{claimId}/pin                   401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/claims/{claimId}                    401    403   403    403    403       200      404  403 403     200   200

GET /api/shows/{id}/replay                    200    200   200    200    200       200      200  200 200     200   200
GET /api/shows/{id}/video                     401    403   403    403    403       200      404  200 403     200   200
GET /api/shows/{id}/recording                 401    403   403    403    403       200      404  200 403     200   200
PATCH /api/shows/{id}/recording               401    403   403    403    403       200      404  200 403     200   200
DELETE /api/shows/{id}/recording              401    403   403    403    403       200      404  200 403     200   200
GET /api/shows/{id}/recording/file            401    403   403    403    403       200      404  200 403     200   200
GET /api/shows/{id}/captions                  200    200   200    200    200       200      200  200 200     200   200
POST /api/shows/{id}/captions                 401    403   403    403    403       201      404  403 403     201   201
PATCH /api/shows/{id}/captions/{cueId}        401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/captions/{cueId}       401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/recording/social          401    403   403    403    403       200      404  200 403     200   200
POST /api/shows/{id}/recording/social         401    403   403    403    403       200      404  200 403     200   200
GET /api/shows/{id}/recording/social/file     401    403   403    403    403       200      404  200 403     200   200
GET /api/shows/{id}/recording/captions        401    403   403    403    403       200      404  200 403     200   200

GET /api/shows/{id}/sources                   401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/stream-key               401    403   403    403    403       201      404  403 403     201   201
DELETE /api/shows/{id}/stream-key             401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/overlay-key              401    403   403    403    403       201      404  403 403     201   201
DELETE /api/shows/{id}/overlay-key            401    403   403    403    403       200      404  403 403     200   200
GET /api/overlays/{key}                       404    404   404    404    404       404      404  404 404     404   404
POST /api/shows/{id}/sources/air              401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/sources/{kind}         401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/sources/{kind}/pause     401    403   403    403    403       200      404  403 403     200   200
PUT /api/shows/{id}/sources/hls               401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/files                    401    403   403    403    403       201      404  403 403     201   201
PUT /api/shows/{id}/files/{fileId}/content    401    403   403    403    403       200      404  403 403     200   200
PATCH /api/shows/{id}/files/{fileId}          401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/files/{fileId}/play      401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/files/{fileId}         401    403   403    403    403       200      404  403 403     200   200
GET /api/shows/{id}/restreams                 401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/restreams                401    403   403    403    403       201      404  403 403     201   201
PATCH /api/shows/{id}/restreams/{targetId}    401    403   403    403    403       200      404  403 403     200   200
DELETE /api/shows/{id}/restreams/{targetId}   401    403   403    403    403       200      404  403 403     200   200

GET /api/products/{id}                        200    200   200    200    200       200      200  200 200     200   200
GET /api/products                             401    403   403    403    403       403      200  403 403     200   200
POST /api/products                            401    403   403    403    403       403      201  403 403     201   201
PATCH /api/products/{id}                      401    403   403    403    403       403      404  403 403     200   200
DELETE /api/products/{id}                     401    403   403    403    403       403      404  403 403     200   200
PUT /api/products/{id}/archive                401    403   403    403    403       403      404  403 403     200   200
PUT /api/products/{id}/editions/order         401    403   403    403    403       403      404  403 403     200   200
POST /api/products/{id}/editions              401    403   403    403    403       403      404  403 403     201   201
PATCH /api/editions/{id}                      401    403   403    403    403       403      404  403 403     200   200
DELETE /api/editions/{id}                     401    403   403    403    403       403      404  403 403     200   200
PUT /api/editions/{id}/archive                401    403   403    403    403       403      404  403 403     200   200
GET /api/products/{id}/costs                  200    200   200    200    200       200      200  200 200     200   200
PUT /api/editions/{id}/costs                  401    403   403    403    403       403      404  403 403     200   200
PUT /api/editions/{id}/goals                  401    403   403    403    403       403      404  403 403     200   200
PUT /api/editions/{id}/prices                 401    403   403    403    403       403      404  403 403     200   200
PUT /api/editions/{id}/waves                  401    403   403    403    403       403      404  403 403     200   200
PUT /api/editions/{id}/sales                  401    403   403    403    403       200      404  403 403     200   200
POST /api/editions/{id}/stock                 401    403   403    403    403       403      404  403 403     200   200
POST /api/catalog/import                      401    403   403    403    403       403      404  403 403     200   200
POST /api/images                              401    403   403    403    403       201      201  403 403     201   201

GET /api/collections                          200    200   200    200    200       200      200  200 200     200   200
GET /api/collections/{id}                     200    200   200    200    200       200      200  200 200     200   200
POST /api/collections                         401    403   403    403    403       403      201  403 403     201   201
PATCH /api/collections/{id}                   401    403   403    403    403       403      404  403 403     200   200
PUT /api/collections/{id}/products            401    403   403    403    403       403      404  403 403     200   200
DELETE /api/collections/{id}                  401    403   403    403    403       403      404  403 403     200   200
GET /api/search                               200    200   200    200    200       200      200  200 200     200   200

GET /api/shop                                 200    200   200    200    200       200      200  200 200     200   200
GET /api/shop/pages/{kind}                    200    200   200    200    200       200      200  200 200     200   200
PATCH /api/settings/shop                      401    403   403    403    403       403      403  403 403     200   403
POST /api/settings/shop/undo                  401    403   403    403    403       403      403  403 403     200   403
PUT /api/settings/logo                        401    403   403    403    403       403      403  403 403     200   403
DELETE /api/settings/logo                     401    403   403    403    403       403      403  403 403     200   403
POST /api/settings/test-charges               401    403   403    403    403       403      403  403 403     201   403
POST /api/settings/test-mails                 401    403   403    403    403       403      403  403 403     409   403
POST /api/opening                             409    409   409    409    409       409      409  409 409     409   409
POST /api/settings/pages/{kind}               401    403   403    403    403       403      403  403 403     201   403
PUT /api/settings/factors                     401    403   403    403    403       403      403  403 403     200   403
GET /api/settings/people                      401    403   403    403    403       403      403  403 403     200   403
PATCH /api/settings/people/{id}               401    403   403    403    403       403      403  403 403     200   403
DELETE /api/settings/people/{id}              401    403   403    403    403       403      403  403 403     200   403
PUT /api/settings/people/{id}/shows/{showId}  401    403   403    403    403       403      403  403 403     200   403
DELETE /api/settings/people/{id}/shows/{showId} 401    403   403    403    403       403      403  403 403     200   403
GET /api/settings/invitations                 401    403   403    403    403       403      403  403 403     200   403
POST /api/settings/invitations                401    403   403    403    403       403      403  403 403     201   403
POST /api/settings/invitations/{id}/resend    401    403   403    403    403       403      403  403 403     200   403
DELETE /api/settings/invitations/{id}         401    403   403    403    403       403      403  403 403     200   403
POST /api/invitations/acceptance              401    403   409    409    409       409      409  409 409     409   409

GET /api/shipping                             200    200   200    200    200       200      200  200 200     200   200
PUT /api/settings/shipping                    401    403   403    403    403       403      403  403 403     200   403
GET /api/settings/cooling-off                 401    403   403    403    403       403      403  403 403     200   403
POST /api/settings/cooling-off                401    403   403    403    403       403      403  403 403     201   403
GET /api/cities                               200    200   200    200    200       200      200  200 200     200   200
GET /api/editions/{id}/promise                200    200   200    200    200       200      200  200 200     200   200
GET /api/ops/cities                           401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/cities                          401    403   403    403    403       403      403  201 403     201   403
PUT /api/ops/cities/order                     401    403   403    403    403       403      403  200 403     200   403
PATCH /api/ops/cities/{id}                    401    403   403    403    403       403      403  200 403     200   403
DELETE /api/ops/cities/{id}                   401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/cities/import                   401    403   403    403    403       403      403  200 403     200   403
GET /api/ops/threads                          401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/preorders/{id}/letters          401    403   403    403    403       403      403  201 403     201   403
POST /api/ops/preorders/{id}/settled          401    403   403    403    403       403      403  200 403     200   403
GET /api/ops/waves                            401    403   403    403    403       403      403  200 200     200   403
GET /api/ops/waves/{id}/promise               401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/waves/{id}/promise              401    403   403    403    403       403      403  200 403     200   403

POST /api/preorders                           401    201   201    201    201       201      201  201 201     201   201
GET /api/preorders                            401    200   200    200    200       200      200  200 200     200   200
GET /api/preorders/{id}                       401    404   404    404    404       404      404  200 200     200   200
POST /api/baskets                             401    201   201    201    201       201      201  201 201     201   201
GET /api/baskets/{id}                         401    404   404    404    404       404      404  404 404     404   200
GET /api/preorders/{id}/letters               401    404   404    404    404       404      404  200 200     200   200
POST /api/preorders/{id}/letters              401    404   404    404    404       404      404  404 404     404   201
GET /api/preorders/{id}/calendar.ics          401    404   404    404    404       404      404  200 200     200   200
POST /api/preorders/{id}/deposit              401    404   404    404    404       404      404  404 404     404   200
POST /api/preorders/{id}/cancellation         401    404   404    404    404       404      404  404 404     404   200
POST /api/preorders/{id}/lock                 401    404   404    404    404       404      404  404 404     404   200
POST /api/preorders/{id}/unlock               401    404   404    404    404       404      404  404 404     404   200
GET /api/preorders/{id}/conversions           401    404   404    404    404       404      404  200 200     200   200
POST /api/preorders/{id}/conversion           401    404   404    404    404       404      404  404 404     404   201

GET /api/shows/{id}/drops                     401    403   403    403    403       200      404  403 403     200   200
POST /api/shows/{id}/drops                    401    403   403    403    403       201      404  403 403     201   201
PATCH /api/drops/{id}                         401    403   403    403    403       200      404  403 403     200   200
DELETE /api/drops/{id}                        401    403   403    403    403       200      404  403 403     200   200
POST /api/drops/{id}/arm                      401    403   403    403    403       200      404  403 403     200   200
POST /api/drops/{id}/disarm                   401    403   403    403    403       200      404  403 403     200   200
POST /api/drops/{id}/fire                     401    403   403    403    403       200      404  403 403     200   200
PUT /api/drops/{id}/pause                     401    403   403    403    403       200      404  403 403     200   200
POST /api/drops/{id}/close                    401    403   403    403    403       200      404  403 403     200   200
POST /api/drops/{id}/challenge                401    200   200    200    200       200      200  200 200     200   200
POST /api/editions/{id}/challenge             401    200   200    200    200       200      200  200 200     200   200
POST /api/drops/{id}/line                     401    201   201    201    201       201      201  201 201     201   201
POST /api/editions/{id}/line                  401    201   201    201    201       201      201  201 201     201   201
GET /api/line                                 401    200   200    200    200       200      200  200 200     200   200
GET /api/line/{id}                            401    404   404    404    404       404      404  404 404     404   200
POST /api/line/{id}/code                      401    404   404    404    404       404      404  404 404     404   200
DELETE /api/line/{id}                         401    404   404    404    404       404      404  404 404     404   200

POST /api/drops/{id}/codes                    401    403   403    403    403       403      404  403 403     201   201
GET /api/drops/{id}/codes                     401    403   403    403    403       403      404  403 403     200   200
DELETE /api/drops/{id}/codes/{codeId}         401    403   403    403    403       403      404  403 403     200   200
POST /api/editions/{id}/codes                 401    403   403    403    403       403      404  403 403     201   201
GET /api/editions/{id}/codes                  401    403   403    403    403       403      404  403 403     200   200
DELETE /api/editions/{id}/codes/{codeId}      401    403   403    403    403       403      404  403 403     200   200

GET /api/ops/preorders                        401    403   403    403    403       403      403  200 200     200   403
GET /api/ops/preorders/{id}                   401    403   403    403    403       403      403  200 200     200   403
GET /api/ops/exports/preorders                401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/preorders/{id}/transfer         401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/preorders/{id}/cancellation     401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/preorders/{id}/receipt          401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/preorders/{id}/clearance        401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/preorders/{id}/promise          401    403   403    403    403       403      403  200 403     200   403
GET /api/payments/rails                       200    200   200    200    200       200      200  200 200     200   200
GET /api/payments/methods                     200    200   200    200    200       200      200  200 200     200   200
DELETE /api/payments/methods/{id}             401    404   404    404    404       404      404  404 404     404   200
POST /api/payments/webhooks/{rail}            400    400   400    400    400       400      400  400 400     400   400

GET /api/ops/payments/parked                  401    403   403    403    403       403      403  200 200     200   403
GET /api/ops/payments/transfers               401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/payments/{id}/confirmation      401    403   403    403    403       403      403  200 403     200   403
GET /api/ops/payments/disputes                401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/payments/disputes/{id}/decision 401    403   403    403    403       403      403  200 403     200   403
GET /api/ops/payments/refunds                 401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/payments/{id}/retry             401    403   403    403    403       403      403  409 403     409   403
POST /api/ops/payments/parked/{id}/resolution 401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/payments/parked/{id}/application 401    403   403    403    403       403      403  200 403     200   403

POST /api/preorders/{id}/balance              401    404   404    404    404       404      404  404 404     404   200
PUT /api/preorders/{id}/address               401    404   404    404    404       404      404  404 404     404   200
POST /api/preorders/{id}/method               401    404   404    404    404       404      404  404 404     404   200
PUT /api/editions/{id}/balance                401    403   403    403    403       403      404  403 403     200   200
GET /api/ops/balances                         401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/balances/call                   401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/preorders/{id}/grace            401    403   403    403    403       403      403  409 403     409   403
POST /api/ops/preorders/{id}/release          401    403   403    403    403       403      403  409 403     409   403
POST /api/ops/preorders/ready                 401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/preorders/delivered             401    403   403    403    403       403      403  200 403     200   403
POST /api/ops/preorders/{id}/ready            401    403   403    403    403       403      403  409 403     409   403
POST /api/ops/preorders/{id}/delivered        401    403   403    403    403       403      403  409 403     409   403
GET /api/ops/parcels                          401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/preorders/{id}/parcel           401    403   403    403    403       403      403  409 403     409   403
POST /api/ops/preorders/{id}/parcel/return    401    403   403    403    403       403      403  409 403     409   403
POST /api/ops/preorders/{id}/address          401    403   403    403    403       403      403  200 403     200   403
GET /api/ops/shows/{id}/board                 401    403   403    403    403       403      403  200 200     200   403
GET /api/ops/notices                          401    403   403    403    403       403      403  200 200     200   403
GET /api/ops/notices/{id}                     401    403   403    403    403       403      403  200 200     200   403
POST /api/ops/notices/{id}/resend             401    403   403    403    403       403      403  200 403     200   403

SOCKET join                                   ok     ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET leave                                  ok     ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET visible                                ok     ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET like                                   ok     ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET chat                                   not_signed_in ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET vote                                   not_signed_in ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET arrive                                 not_signed_in ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET watch                                  ok     ok    ok     ok     ok        ok       ok   ok  ok      ok    ok
SOCKET watchBoard                             not_signed_in not_allowed not_allowed not_allowed not_allowed not_allowed not_allowed ok  ok      ok    not_allowed
SOCKET watchTalk                              not_signed_in not_allowed not_allowed not_allowed ok ok not_found not_allowed not_allowed ok ok
`;

export type Access = { route: string; cells: Map<string, string> };

export function readAccessTable(): Access[] {
  const [head, ...lines] = accessTable.split("\n").filter((line) => line.trim() !== "");
  const roles = (head ?? "").trim().split(/\s+/);
  return lines.map((line) => {
    const [verb, address, ...cells] = line.trim().split(/\s+/);
    if (cells.length !== roles.length) throw new Error(`the row of ${verb} ${address} is not complete`);
    return { route: `${verb} ${address}`, cells: new Map(roles.map((role, index) => [role, cells[index] ?? ""])) };
  });
}
